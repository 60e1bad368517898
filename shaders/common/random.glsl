// Random numbers of engine/core/rng.h: the block of four words at (counter, stream) under a seed, each of two words, the low one first.

// The multipliers and the steps of the key that the paper gives for Philox 4x32-10.
uvec4
philox (uvec2 seed, uvec2 stream, uvec2 counter)
{
  uvec4 block = uvec4 (counter, stream);

  for (uint i = 0; i < 10; i++)
    {
      uint p_high, p_low, q_high, q_low;

      umulExtended (0xD2511F53u, block.x, p_high, p_low);
      umulExtended (0xCD9E8D57u, block.z, q_high, q_low);
      block = uvec4 (q_high ^ block.y ^ seed.x, q_low, p_high ^ block.w ^ seed.y, p_low);
      seed += uvec2 (0x9E3779B9u, 0xBB67AE85u);
    }
  return block;
}

// Sums and products of numbers of 64 bits.
uvec2
add_64 (uvec2 a, uvec2 b)
{
  uint carry;
  const uint low = uaddCarry (a.x, b.x, carry);

  return uvec2 (low, a.y + b.y + carry);
}

uvec2
multiply_64 (uvec2 a, uvec2 b)
{
  uint high, low;

  umulExtended (a.x, b.x, high, low);
  return uvec2 (low, high + a.x * b.y + a.y * b.x);
}
