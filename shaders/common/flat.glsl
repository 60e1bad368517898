// One invocation a number: of as many groups across as a device allows, and as many rows of them as it takes.
#extension GL_EXT_control_flow_attributes : require

layout (local_size_x = 256) in;

uint
flat_index ()
{
  return (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * 256 + gl_LocalInvocationID.x;
}
