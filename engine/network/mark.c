#include "network-private.h"

NnMark *
nn_mark_copy (const NnMark *mark)
{
  NnMark *copy = g_new (NnMark, 1);

  *copy = *mark;
  copy->text = g_strdup (mark->text);
  return copy;
}

void
nn_mark_free (NnMark *mark)
{
  if (mark == NULL)
    return;
  g_free (mark->text);
  g_free (mark);
}

gboolean
nn_mark_equal (const NnMark *a, const NnMark *b)
{
  return a->kind == b->kind
         && a->x == b->x
         && a->y == b->y
         && a->w == b->w
         && a->h == b->h
         && g_str_equal (a->text, b->text);
}

guint
nn_network_mark_index (const NnNetwork *network, guint id)
{
  guint i = 0;

  while (i < network->marks->len && nn_network_mark_at (network, i)->id != id)
    i++;
  return i;
}

guint
nn_network_n_marks (const NnNetwork *network)
{
  return network->marks->len;
}

const NnMark *
nn_network_mark_at (const NnNetwork *network, guint i)
{
  return g_ptr_array_index (network->marks, i);
}

const NnMark *
nn_network_mark (const NnNetwork *network, guint id)
{
  const guint i = nn_network_mark_index (network, id);

  return i < network->marks->len ? nn_network_mark_at (network, i) : NULL;
}
