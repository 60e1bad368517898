// Sines of angles in turns of 2^-32, whole turns gone: exact where a float's angle would have lost its digits.

// sin (2 pi turns / 2^32): the nearest quarter taken off, what is left is within pi / 4.
float
nn_sin_turns (uint turns)
{
  const uint quarter = (turns + 0x20000000u) >> 30;
  const float x = float (int (turns - (quarter << 30))) * 1.46291808e-9;
  const float z = x * x;
  const float sine = x + x * z * (-0.166666667 + z * (8.33333333e-3 + z * (-1.98412698e-4 + z * 2.75573192e-6)));
  const float cosine = 1.0 + z * (-0.5 + z * (4.16666667e-2 + z * (-1.38888889e-3 + z * (2.48015873e-5 - z * 2.75573192e-7))));
  const float y = (quarter & 1u) != 0 ? cosine : sine;

  return (quarter & 2u) != 0 ? -y : y;
}

float
nn_cos_turns (uint turns)
{
  return nn_sin_turns (turns + 0x40000000u);
}

// Waves of which each is slower than the one before by the same factor, the fastest one turn in 2 pi places: turns from one
// place to the next in 2^-64, the low word first. slower[b]: by how much the wave 2^b further on is slower, in 2^-32.
const uvec2 FASTEST_WAVE = uvec2 (0x9391054Au, 0x28BE60DBu);

uvec2
nn_wave (uint which, uint slower[12])
{
  uvec2 turns = FASTEST_WAVE;

  for (uint b = 0; b < 12; b++)
    if ((which >> b & 1u) != 0)
      {
        uint high, low, above, lost, carry;

        umulExtended (turns.y, slower[b], high, low);
        umulExtended (turns.x, slower[b], above, lost);
        turns.x = uaddCarry (low, above, carry);
        turns.y = high + carry;
      }
  return turns;
}

// Where a wave is after so many places, in turns of 2^-32.
uint
nn_wave_turns (uvec2 wave, uint places)
{
  uint above, lost;

  umulExtended (wave.x, places, above, lost);
  return wave.y * places + above;
}
