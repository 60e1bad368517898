// An example in every other row and what was made in the others, or what comes back to what was made; see
// engine/ops/real_or_made.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

const uint MIX = 0;
const uint TRUTH = 1;
const uint BACK = 2;

layout (constant_id = 0) const uint PASS = MIX;

layout (binding = 0) readonly buffer Made { float made[]; };   // or dy
layout (binding = 1) readonly buffer Real { float real[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, size, first_row, forging, looking; } args;

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  const bool is_real = args.looking != 0 || (args.forging == 0 && (args.first_row + i / args.size) % 2 == 0);

  if (PASS == TRUTH)
    result[i] = args.forging != 0 || is_real ? 1.0 : 0.0;
  else if (PASS == MIX)
    result[i] = is_real ? real[i] : made[i];
  else
    result[i] = is_real ? 0.0 : made[i];
}
