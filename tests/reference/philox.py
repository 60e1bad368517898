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


def shuffled(seed, epoch, n, stream=2):
    """The order of n examples in an epoch (engine/train/batcher.c)."""
    order, words, counter = list(range(n)), [], epoch << 36
    for i in range(n, 1, -1):
        while True:
            if not words:
                words, counter = list(philox(seed, stream, counter)), counter + 1
            product = words.pop(0) * i
            if product & WORD >= (-i & WORD) % i:
                break
        j = product >> 32
        order[j], order[i - 1] = order[i - 1], order[j]
    return order
