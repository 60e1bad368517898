// Features of points, those whose bits are set; see engine/ops/features.c, whose table's order this is.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"
#include "common/waves.glsl"

layout (constant_id = 0) const bool BACK = false;

layout (binding = 0) readonly buffer Points { float points[]; };
layout (binding = 1) readonly buffer Dy { float dy[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, bits, features; } args;

const uint ALL = 7;
const uint X = 0, Y = 1, X2 = 2, Y2 = 3, XY = 4, SIN_X = 5;
const float TURN = 5.0;

// TURN x in turns of 2^-32: 5 / 2 pi lies in two parts, the first of so few bits that it times the upper half of x is exact.
uint
turns_of (float x)
{
  const float TURNS_HIGH = 0.795654297, TURNS_LOW = 1.20418584e-4;
  const float high = uintBitsToFloat (floatBitsToUint (x) & 0xfffff000u), low = x - high;
  const float turns = high * TURNS_HIGH;
  const float part = (turns - roundEven (turns)) + (low * TURNS_HIGH + x * TURNS_LOW);

  return uint (int (clamp (part - roundEven (part), -0.5, 0.4999999) * 4294967296.0));
}

float
value (uint feature, float x, float y)
{
  switch (feature)
    {
    case X:
      return x;
    case Y:
      return y;
    case X2:
      return x * x;
    case Y2:
      return y * y;
    case XY:
      return x * y;
    case SIN_X:
      return is_nan (x) ? x : nn_sin_turns (turns_of (x));
    default:
      return is_nan (y) ? y : nn_sin_turns (turns_of (y));
    }
}

// By x and by y.
vec2
slope (uint feature, float x, float y)
{
  switch (feature)
    {
    case X:
      return vec2 (1.0, 0.0);
    case Y:
      return vec2 (0.0, 1.0);
    case X2:
      return vec2 (2.0 * x, 0.0);
    case Y2:
      return vec2 (0.0, 2.0 * y);
    case XY:
      return vec2 (y, x);
    case SIN_X:
      return vec2 (TURN * nn_cos_turns (turns_of (x)), 0.0);
    default:
      return vec2 (0.0, TURN * nn_cos_turns (turns_of (y)));
    }
}

// One invocation a point.
void
main ()
{
  const uint i = flat_index ();
  uint at = i * args.features;
  vec2 sum = vec2 (0.0);

  if (i >= args.n)
    return;

  const float x = points[2 * i], y = points[2 * i + 1];

  for (uint feature = 0; feature < ALL; feature++)
    if ((args.bits >> feature & 1u) != 0)
      {
        if (BACK)
          sum += dy[at] * slope (feature, x, y);
        else
          result[at] = value (feature, x, y);
        at++;
      }
  if (BACK)
    {
      result[2 * i] = sum.x;
      result[2 * i + 1] = sum.y;
    }
}
