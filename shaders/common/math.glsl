// Functions of one float with a bound on their error, which GLSL's own lack: engine/backends/openblas/fast-math.h in another
// language, coefficients included, so that both back ends round alike. What is not a number stays so.

const float LOG2_E = 1.44269504;
const float LN2_HIGH = 0.693359375;        // few bits, so that n times it is exact
const float LN2_LOW = -2.12194440e-4;
#define NOT_A_NUMBER uintBitsToFloat (0x7fc00000u)

// By its bits: a compiler may take for granted that numbers are numbers.
bool
is_nan (float x)
{
  return (floatBitsToUint (x) & 0x7fffffffu) > 0x7f800000u;
}

// x = n ln 2 + r: gives 2ⁿ and e^r − 1 = r + r² q (r), |r| ≤ ln 2 / 2. For −87 ≤ x ≤ 88.
void
exp_parts (float x, out float power, out float part)
{
  const float n = roundEven (x * LOG2_E);
  const float r = fma (n, -LN2_LOW, fma (n, -LN2_HIGH, x));
  const float q = 0.49999997 + r * (0.166665435 + r * (0.0416672006 + r * (0.00836652052 + r * 0.00138825213)));

  power = uintBitsToFloat (uint (int (n) + 127) << 23);
  part = r + r * r * q;
}

// e^x; beyond −87 and 88 it stays what it is there.
float
nn_exp (float x)
{
  float power, part;

  exp_parts (clamp (x, -87.0, 88.0), power, part);
  return is_nan (x) ? x : power + power * part;
}

float
nn_sigmoid (float x)
{
  return 1.0 / (1.0 + nn_exp (-x));
}

// tanh |x| = t / (t + 2) with t = e^2|x| − 1, which keeps its digits near 0; from 9.1 on it is 1 to the last bit.
float
nn_tanh (float x)
{
  float power, part;

  exp_parts (2.0 * min (abs (x), 10.0), power, part);

  const float t = power * part + (power - 1.0);
  const float y = t / (t + 2.0);

  return is_nan (x) ? x : x < 0.0 ? -y : y;
}

// Φ (x), the distribution of the standard normal, and φ (x), its density: Φ (−|x|) = e^−z² Q (1 / (1 + 0.4 z)) with
// z = |x| / √2.
float
nn_normal (float x, out float density)
{
  const float z = 0.707106781 * min (abs (x), 13.0);
  const float t = 1.0 / (1.0 + 0.4 * z);
  const float bell = nn_exp (-z * z);
  const float q = 4.06070685e-5 + t * (0.111969434 + t * (0.120786354 + t * (0.0630714521 + t * (0.21397835 +
                  t * (-0.193358704 + t * (0.342315525 + t * (-0.195122823 + t * 0.0363197513)))))));
  const float tail = bell * q;

  density = 0.398942280 * bell;
  return is_nan (x) ? x : x > 0.0 ? 1.0 - tail : tail;
}

// ln (1 + u) for u in [0, 1], small ones included: 2 artanh s with s = u / (2 + u).
float
nn_log1p (float u)
{
  const float s = u / (2.0 + u);
  const float z = s * s;

  return s * (2.0 + z * (0.66666317 + z * (0.400249094 + z * (0.279606014 + z * 0.281783342))));
}

// ln x for normal numbers: x = 2ⁿ m with m from √½ to √2, ln m = 2 artanh s with s = (m − 1) / (m + 1).
float
nn_log (float x)
{
  const uint bits = floatBitsToUint (x);
  const int n = int (bits - 0x3f3504f3u) >> 23;
  const float m = uintBitsToFloat (bits - (uint (n) << 23));
  const float s = (m - 1.0) / (m + 1.0);
  const float z = s * s;
  const float y = s * (2.0 + z * (0.66666667 + z * (0.4 + z * (0.28571429 + z * 0.22222222))));

  return is_nan (x) ? x : fma (float (n), LN2_HIGH, fma (float (n), LN2_LOW, y));
}
