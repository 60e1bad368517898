#include "inner-id.h"

#define INNER 0x80000000u

guint
nn_inner_id (const char *name)
{
  return INNER | g_quark_from_string (name);
}

gboolean
nn_is_inner (guint layer)
{
  return (layer & INNER) != 0;
}

const char *
nn_inner_name (guint layer)
{
  return nn_is_inner (layer) ? g_quark_to_string (layer & ~INNER) : NULL;
}
