// Cross entropy of rows of logits against the index of the right class; formulas in engine/ops/cross_entropy.c. A row is a
// place; where an example has several, its losses are found one by one first and then their mean.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/rows.glsl"
#include "common/math.glsl"

layout (constant_id = 1) const uint PASS = 0;
layout (constant_id = 2) const bool ENDS = false;   // of texts: what follows class 0 is not asked for

const uint LOSS = 0, MEAN = 1, SLOPE = 2;

layout (binding = 0) readonly buffer X { float x[]; };            // MEAN: the losses of the places
layout (binding = 1) readonly buffer Target { float target[]; };
layout (binding = 2) buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, n, places; float scale; } args;

// Of the places of an example.
uint
count_asked (uint example)
{
  uint n = 0;

  if (!ENDS)
    return args.places;
  while (n < args.places && target[example * args.places + n] != 0.0)
    n++;
  return min (n + 1, args.places);
}

float
find_largest (uint at)
{
  float largest = x[at];

  for (uint i = own_first (); i < args.n; i += own_step ())
    largest = max (largest, x[at + i]);
  return row_max (largest);
}

float
sum_powers (uint at, float largest)
{
  float sum = 0.0;

  for (uint i = own_first (); i < args.n; i += own_step ())
    sum += nn_exp (x[at + i] - largest);
  return row_sum (sum);
}

bool
exists (float index)
{
  return index >= 0.0 && index < float (args.n);
}

void
find_loss (uint row)
{
  const uint at = row * args.n;
  const float largest = find_largest (at);
  const float sum = sum_powers (at, largest);

  // Of a sure answer the first term is 0, and no digits are lost.
  if (speaks_for_row ())
    result[row] = exists (target[row]) ? (largest - x[at + uint (target[row])]) + nn_log (sum) : NOT_A_NUMBER;
}

void
find_mean (uint row)
{
  const uint asked = count_asked (row);
  float sum = 0.0;

  for (uint i = own_first (); i < asked; i += own_step ())
    sum += x[row * args.n + i];
  sum = row_sum (sum);
  if (speaks_for_row ())
    result[row] = sum / float (asked);
}

void
find_slope (uint row)
{
  const uint at = row * args.n;
  const float largest = find_largest (at);
  const uint asked = count_asked (row / args.places);
  const float scale = row % args.places < asked ? args.scale / float (asked) : 0.0;
  const float share = scale / sum_powers (at, largest);

  for (uint i = own_first (); i < args.n; i += own_step ())
    result[at + i] = share * nn_exp (x[at + i] - largest) - (float (i) == target[row] ? scale : 0.0);
}

void
main ()
{
  const uint row = own_row ();

  if (row >= args.rows)
    return;
  switch (PASS)
    {
    case LOSS:
      find_loss (row);
      break;
    case MEAN:
      find_mean (row);
      break;
    default:
      find_slope (row);
    }
}
