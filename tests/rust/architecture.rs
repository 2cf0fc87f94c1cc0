//! The house in order: who may use whom, and the size of rooms.
