// What the invocations of one group find together: always in the same order, so always the same bits. No subgroups: their
// size differs from device to device.
#define GROUP 128

layout (local_size_x = GROUP) in;

shared float group_part[GROUP];

// The sum of what each brings. All must call it, and all get it.
float
group_sum (float own)
{
  barrier ();
  group_part[gl_LocalInvocationID.x] = own;
  for (uint half_way = GROUP / 2; half_way > 0; half_way /= 2)
    {
      barrier ();
      if (gl_LocalInvocationID.x < half_way)
        group_part[gl_LocalInvocationID.x] += group_part[gl_LocalInvocationID.x + half_way];
    }
  barrier ();
  return group_part[0];
}

// The largest of what each brings; what is not a number need not be noticed.
float
group_max (float own)
{
  barrier ();
  group_part[gl_LocalInvocationID.x] = own;
  for (uint half_way = GROUP / 2; half_way > 0; half_way /= 2)
    {
      barrier ();
      if (gl_LocalInvocationID.x < half_way)
        group_part[gl_LocalInvocationID.x] =
          max (group_part[gl_LocalInvocationID.x], group_part[gl_LocalInvocationID.x + half_way]);
    }
  barrier ();
  return group_part[0];
}

// Rows are dealt out to groups as numbers are in flat.glsl.
uint
group_index ()
{
  return gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
}
