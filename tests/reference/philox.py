"""The engine's random numbers (engine/core/rng.c, engine/ops/noise.c), for fixtures of what draws some."""
import math

WORD = 0xFFFFFFFF
LONG = 0xFFFFFFFFFFFFFFFF
STEP_STRIDE = 0x9E3779B97F4A7C15


def philox(seed, stream, counter):
    a, b, c, d = counter & WORD, counter >> 32 & WORD, stream & WORD, stream >> 32 & WORD
    key = [seed & WORD, seed >> 32 & WORD]
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ key[0], q & WORD, (p >> 32) ^ d ^ key[1], p & WORD
        key = [key[0] + 0x9E3779B9 & WORD, key[1] + 0xBB67AE85 & WORD]
    return a, b, c, d


def stream_of(name):
    value = 14695981039346656037
    for byte in name.encode():
        value = (value ^ byte) * 1099511628211 & LONG
    return value | 1 << 63


def normals(seed, stream, step, example, size):
    """The numbers of one example, four from each block of words (Box and Muller)."""
    blocks = (size + 3) // 4
    drawn = []
    for block in range(blocks):
        w = philox(seed, stream + step * STEP_STRIDE & LONG, example * blocks + block)
        for a, b in ((w[0], w[1]), (w[2], w[3])):
            radius, angle = math.sqrt(-2 * math.log((a + 0.5) / 2 ** 32)), 2 * math.pi * (b / 2 ** 32)
            drawn += [radius * math.cos(angle), radius * math.sin(angle)]
    return drawn[:size]


def below(seed, stream, step, example, n):
    word = philox(seed, ~(stream + step * STEP_STRIDE) & LONG, example)[0]
    return word * n >> 32


class Rng:
    """A stream of words, and numbers drawn from it."""

    def __init__(self, seed, stream, counter=0):
        self.seed, self.stream, self.counter, self.words = seed, stream, counter, []

    def word(self):
        if not self.words:
            self.words, self.counter = list(philox(self.seed, self.stream, self.counter)), self.counter + 1
        return self.words.pop(0)

    def below(self, n):
        while True:
            product = self.word() * n
            if product & WORD >= (1 << 32) % n:
                return product >> 32


def split_order(seed, n):
    """Which examples train, in the order of the split (engine/data/split.c), where none are kept aside."""
    rng, order = Rng(seed, 1), [0] * n
    for i in range(n):
        j = rng.below(i + 1)
        order[i], order[j] = order[j], i
    return order


def epoch_order(seed, epoch, train, room=1):
    """The examples of an epoch as they come, and by how many tokens the pieces of a text are moved (engine/train/batcher.c)."""
    rng, order = Rng(seed, 2, epoch << 36), list(train)
    for i in range(len(order), 1, -1):
        j = rng.below(i)
        order[j], order[i - 1] = order[i - 1], order[j]
    return order, rng.below(room) if room > 1 else 0
