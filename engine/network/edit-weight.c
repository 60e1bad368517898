/* The edit of one number of a weight. */
#include "edit-private.h"

#include <math.h>

#include "errors.h"
#include "network-private.h"
#include "seat.h"
#include "text.h"

typedef struct
{
  NnEdit edit;
  NnWeightChange change;
  float before;
} SetWeight;

static const NnEditType weight_type;

NnEdit *
nn_edit_set_weight (guint id, const char *role, gsize index, float before, float value)
{
  SetWeight *set = g_new0 (SetWeight, 1);

  set->edit.type = &weight_type;
  set->change = (NnWeightChange) { .layer = id, .role = role, .index = index, .value = value };
  set->before = before;
  return &set->edit;
}

static NnEdit *
apply_weight (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const SetWeight *set = (const SetWeight *) edit;

  g_auto (NnSeat) seat = { 0 };

  if (!nn_seat_find (network, set->change.layer, &seat))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("The layer of this weight is not there any more."));
      return NULL;
    }
  if (!isfinite (set->change.value))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("A weight must be a number: type one like 0.5 or −2."));
      return NULL;
    }
  if (network->changes == NULL)
    network->changes = g_array_new (FALSE, FALSE, sizeof (NnWeightChange));
  g_array_append_val (network->changes, set->change);
  return nn_edit_set_weight (set->change.layer, set->change.role, set->change.index, set->change.value, set->before);
}

static char *
title_weight (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (_ ("Set weight"));
}

static gboolean
merges_weight (const NnEdit *earlier, const NnEdit *later)
{
  const NnWeightChange *a = &((const SetWeight *) earlier)->change, *b = &((const SetWeight *) later)->change;

  return a->layer == b->layer && a->index == b->index && g_str_equal (a->role, b->role);
}

static const NnEditType weight_type = {
  .apply = apply_weight,
  .title = title_weight,
  .merges = merges_weight,
};

GArray *
nn_network_weight_changes (NnNetwork *network)
{
  if (network->changes == NULL)
    return g_array_new (FALSE, FALSE, sizeof (NnWeightChange));
  return g_steal_pointer (&network->changes);
}
