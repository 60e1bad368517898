/* Edits of one wire: add, remove. */
#include "edit-private.h"

#include "bounds.h"
#include "errors.h"
#include "network-private.h"
#include "text.h"

typedef struct
{
  NnEdit edit;
  NnWire wire;
  guint index;   /* place in the order of creation; G_MAXUINT: last */
} AddWire;

static const NnEditType add_type;

NnEdit *
nn_edit_restore_wire (const NnWire *wire, guint index)
{
  AddWire *add = g_new0 (AddWire, 1);

  add->edit.type = &add_type;
  add->wire = *wire;
  add->index = index;
  return &add->edit;
}

NnEdit *
nn_edit_add_wire (guint from, guint to, guint slot)
{
  return nn_edit_restore_wire (&(NnWire) { .from = from, .to = to, .slot = slot }, G_MAXUINT);
}

static NnEdit *
apply_add (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const AddWire *add = (const AddWire *) edit;
  const guint there = nn_network_wire_into (network, add->wire.to, add->wire.slot);

  if (nn_network_layer (network, add->wire.from) == NULL || nn_network_layer (network, add->wire.to) == NULL)
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("A wire needs a layer at both ends."));
      return NULL;
    }
  if (add->wire.slot >= NN_MOST_SLOTS)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("A wire ends in a slot from 0 to %d, not %u."),
                   NN_MOST_SLOTS - 1,
                   add->wire.slot);
      return NULL;
    }
  if (there < nn_network_n_wires (network))
    {
      const NnWire old = *nn_network_wire_at (network, there);
      NnEdit *back = nn_edit_remove_wire (add->wire.to, add->wire.slot);

      g_array_remove_index (network->wires, there);
      g_array_append_vals (network->wires, &add->wire, 1);   /* the last drawn is the last in order */
      return nn_edit_wrap (_ ("Add wire"), back, nn_edit_restore_wire (&old, there), NULL);
    }
  if (nn_network_n_wires (network) >= NN_MOST_WIRES)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("A network has at most %d wires: remove one first."),
                   NN_MOST_WIRES);
      return NULL;
    }
  g_array_insert_vals (network->wires, MIN (add->index, network->wires->len), &add->wire, 1);
  return nn_edit_remove_wire (add->wire.to, add->wire.slot);
}

static char *
title_add (const NnEdit *edit, const NnNetwork *network)
{
  const NnWire *wire = &((const AddWire *) edit)->wire;
  const NnLayer *from = nn_network_layer (network, wire->from);
  const NnLayer *to = nn_network_layer (network, wire->to);

  if (from == NULL || to == NULL)
    return g_strdup (_ ("Add wire"));
  return g_strdup_printf (_ ("Connect %s to %s"), from->label, to->label);
}

static const NnEditType add_type = {
  .apply = apply_add,
  .title = title_add,
};

typedef struct
{
  NnEdit edit;
  guint to, slot;
} RemoveWire;

static const NnEditType remove_type;

NnEdit *
nn_edit_remove_wire (guint to, guint slot)
{
  RemoveWire *remove = g_new0 (RemoveWire, 1);

  remove->edit.type = &remove_type;
  remove->to = to;
  remove->slot = slot;
  return &remove->edit;
}

static NnEdit *
apply_remove (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const RemoveWire *remove = (const RemoveWire *) edit;
  const guint i = nn_network_wire_into (network, remove->to, remove->slot);
  NnWire wire;

  if (i == nn_network_n_wires (network))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("That wire is not there any more."));
      return NULL;
    }
  wire = *nn_network_wire_at (network, i);
  g_array_remove_index (network->wires, i);
  return nn_edit_restore_wire (&wire, i);
}

static char *
title_remove (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (_ ("Remove wire"));
}

static const NnEditType remove_type = {
  .apply = apply_remove,
  .title = title_remove,
};
