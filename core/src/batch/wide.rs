//! Work on planes, compiled twice: for what every processor has, and for one with wider registers, which is chosen when the
//! program runs. All that such work calls is inlined into it, or it would be compiled for every processor alone.

use fearless_simd::{Level, Simd};

/// Work that is done in the registers of a processor.
pub(super) trait Work {
    type Done;
    fn with<S: Simd>(self, simd: S) -> Self::Done;
}

/// Does it with what this processor has.
pub(super) fn run<W: Work>(work: W) -> W::Done {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    {
        let level = Level::new();
        if let Some(simd) = level.as_avx2() {
            return simd.vectorize(
                #[inline(always)]
                || work.with(simd),
            );
        }
        if let Some(simd) = level.as_sse2() {
            return work.with(simd);
        }
    }
    fearless_simd::dispatch!(Level::baseline(), simd => work.with(simd))
}
