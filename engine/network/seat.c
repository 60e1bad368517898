#include "seat.h"

#include "inner-id.h"

#include <stdlib.h>
#include <string.h>

guint
nn_group_shown (const NnLayer *group)
{
  return CLAMP (nn_settings_int (group->settings, "shown"), 1, nn_settings_int (group->settings, "repeat"));
}

char *
nn_group_where (const NnLayer *group, const char *where, guint repetition)
{
  return g_strdup_printf ("%s%s.%u.", where, group->name, repetition);
}

static const NnLayer *
find_by_name (const NnNetwork *network, const char *name)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (g_str_equal (nn_network_layer_at (network, i)->name, name))
      return nn_network_layer_at (network, i);
  return NULL;
}

/* One group further in; FALSE: it is not there. */
static gboolean
enter (NnSeat *seat, const char *name, const char *number)
{
  const NnLayer *group = find_by_name (seat->network, name);
  const NnNetwork *inside = group != NULL ? nn_layer_inside (group) : NULL;

  if (inside == NULL || seat->n_groups == NN_DEEPEST)
    return FALSE;
  seat->groups[seat->n_groups] = group->id;
  seat->repetitions[seat->n_groups] = (guint) atoi (number);
  seat->is_shown &= nn_settings_switch (group->settings, "open")
                    && seat->repetitions[seat->n_groups] == nn_group_shown (group);
  seat->n_groups++;
  seat->network = inside;
  return TRUE;
}

/* "group_1.3.conv2d_1": the groups with their repetitions, then the layer. */
static gboolean
find_inner (NnSeat *seat, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);
  const guint n = g_strv_length (parts);

  for (guint i = 0; i + 2 < n; i += 2)
    if (!enter (seat, parts[i], parts[i + 1]))
      return FALSE;
  seat->layer = n >= 3 && n % 2 == 1 ? find_by_name (seat->network, parts[n - 1]) : NULL;
  return seat->layer != NULL;
}

gboolean
nn_seat_find (const NnNetwork *network, guint id, NnSeat *seat)
{
  const char *name = nn_inner_name (id);
  NnSeat found = { .network = network, .is_shown = TRUE };

  if (name != NULL ? !find_inner (&found, name) : (found.layer = nn_network_layer (network, id)) == NULL)
    return FALSE;
  found.where = name != NULL ? g_strndup (name, strrchr (name, '.') + 1 - name) : g_strdup ("");
  *seat = found;
  return TRUE;
}

void
nn_seat_clear (NnSeat *seat)
{
  g_clear_pointer (&seat->where, g_free);
}

char *
nn_seat_tensors (const NnNetwork *network, const NnSeat *seat)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < seat->n_groups; i++)
    {
      const NnLayer *group = nn_network_layer (network, seat->groups[i]);

      g_string_append_printf (name, "%s.", group->name);
      if (!nn_settings_switch (group->settings, "shared"))
        g_string_append_printf (name, "%u.", seat->repetitions[i]);
      network = nn_layer_inside (group);
    }
  g_string_append (name, seat->layer->name);
  return g_string_free (name, FALSE);
}

NnEdit *
nn_seat_edit (const NnSeat *seat, NnEdit *edit)
{
  for (guint i = seat->n_groups; i-- > 0;)
    edit = nn_edit_inside (seat->groups[i], edit);
  return edit;
}

guint
nn_seat_shown (const NnNetwork *network, guint id)
{
  g_auto (NnSeat) seat = { 0 };
  g_autofree char *where = g_strdup (""), *name = NULL;

  if (!nn_seat_find (network, id, &seat))
    return 0;
  for (guint i = 0; i < seat.n_groups; i++)
    {
      const NnLayer *group = nn_network_layer (network, seat.groups[i]);
      g_autofree char *before = g_steal_pointer (&where);

      if (!nn_settings_switch (group->settings, "open"))
        return 0;
      where = nn_group_where (group, before, nn_group_shown (group));
      network = nn_layer_inside (group);
    }
  name = g_strconcat (where, seat.layer->name, NULL);
  return seat.n_groups > 0 ? nn_inner_id (name) : id;
}
