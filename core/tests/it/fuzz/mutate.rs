//! Mutations of saved inputs.

/// Typical wrong values of lengths, counts and offsets.
const NUMBERS: [u64; 10] = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, 1 << 40, u64::MAX];

/// Mutations of seeds, in a reproducible sequence.
pub(super) struct Mutations<'a> {
    seeds: &'a [&'a [u8]],
    state: u64,
}

impl<'a> Mutations<'a> {
    pub(super) fn new(seeds: &'a [&'a [u8]]) -> Self {
        Self { seeds, state: 0x9e37_79b9_7f4a_7c15 }
    }

    pub(super) fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.seeds[self.below(self.seeds.len())].to_vec();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let end = (at + 1 + self.below(16)).min(bytes.len());
        match self.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end.max(at))),
            2 => bytes[at.min(end)..end].fill(0xff),
            3 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (self.state >> 61)),
            4 => self.number(bytes, at),
            5 => self.splice(bytes, at),
            _ => {
                let again = bytes[at.min(end)..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }

    /// Writes a number of one, two, four or eight bytes.
    fn number(&mut self, bytes: &mut [u8], at: usize) {
        let number = NUMBERS[self.below(NUMBERS.len())].to_le_bytes();
        let len = 1 << self.below(4);
        bytes.iter_mut().skip(at).zip(&number[..len]).for_each(|(byte, new)| *byte = *new);
    }

    /// Continues as another seed.
    fn splice(&mut self, bytes: &mut Vec<u8>, at: usize) {
        let other = self.seeds[self.below(self.seeds.len())];
        let from = self.below(other.len() + 1);
        bytes.truncate(at);
        bytes.extend(&other[from..]);
    }

    /// A pseudorandom number below `bound`, by xorshift.
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % bound.max(1) as u64) as usize
    }
}
