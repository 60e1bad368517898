// For shaders that go through rows of numbers: a short row is one invocation's, a long one a whole group's, which take its
// numbers in turn. The host chooses by the row's length (nn_rows_dispatch ()).
#include "common/group.glsl"

layout (constant_id = 0) const bool ALONE = false;

uint
own_row ()
{
  return ALONE ? group_index () * GROUP + gl_LocalInvocationID.x : group_index ();
}

// for (uint i = own_first (); i < n; i += own_step ())
uint
own_first ()
{
  return ALONE ? 0 : gl_LocalInvocationID.x;
}

uint
own_step ()
{
  return ALONE ? 1 : GROUP;
}

float
row_sum (float own)
{
  return ALONE ? own : group_sum (own);
}

float
row_max (float own)
{
  return ALONE ? own : group_max (own);
}

// What one invocation writes for the row.
bool
speaks_for_row ()
{
  return ALONE || gl_LocalInvocationID.x == 0;
}
