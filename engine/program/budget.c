#include "budget.h"

#include "big-block.h"
#include "errors.h"
#include "text.h"

typedef struct
{
  guint layer;
  gsize bytes;
} Entry;

struct _NnBudget
{
  GArray *entries;   /* Entry, one a layer */
  gsize total;
};

NnBudget *
nn_budget_new (void)
{
  NnBudget *budget = g_new0 (NnBudget, 1);

  budget->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  return budget;
}

void
nn_budget_free (NnBudget *budget)
{
  if (budget == NULL)
    return;
  g_array_unref (budget->entries);
  g_free (budget);
}

static Entry *
find_entry (const NnBudget *budget, guint layer)
{
  for (guint i = 0; i < budget->entries->len; i++)
    {
      Entry *entry = &g_array_index (budget->entries, Entry, i);

      if (entry->layer == layer)
        return entry;
    }
  return NULL;
}

void
nn_budget_add (NnBudget *budget, guint layer, gsize bytes)
{
  Entry *entry = find_entry (budget, layer);

  budget->total = nn_size_plus (budget->total, bytes);
  if (entry != NULL)
    entry->bytes = nn_size_plus (entry->bytes, bytes);
  else
    g_array_append_vals (budget->entries, &(Entry) { .layer = layer, .bytes = bytes }, 1);
}

gsize
nn_budget_total (const NnBudget *budget)
{
  return budget->total;
}

gsize
nn_budget_layer (const NnBudget *budget, guint layer)
{
  const Entry *entry = find_entry (budget, layer);

  return entry != NULL ? entry->bytes : 0;
}

static guint
costliest_layer (const NnBudget *budget)
{
  Entry worst = { 0 };

  for (guint i = 0; i < budget->entries->len; i++)
    {
      const Entry *entry = &g_array_index (budget->entries, Entry, i);

      if (entry->layer != 0 && entry->bytes > worst.bytes)
        worst = *entry;
    }
  return worst.layer;
}

/* "12.4 GB"; what no longer can be counted is said so. */
static char *
format_bytes (gsize bytes)
{
  return bytes == G_MAXSIZE ? g_strdup (_("more memory than can be counted")) : g_format_size (bytes);
}

void
nn_budget_refuse (const NnBudget *budget, gsize available, const NnNetwork *network, GError **error)
{
  g_autofree char *need = format_bytes (budget->total);
  g_autofree char *have = format_bytes (available);
  const guint id = costliest_layer (budget);
  const NnLayer *layer = network != NULL && id != 0 ? nn_network_layer (network, id) : NULL;

  if (layer != NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_MEMORY,
                 _("This network needs %s, and %s are free. %s takes most of it: make that layer or the batch smaller."),
                 need, have, layer->label);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_MEMORY,
                 _("This network needs %s, and %s are free. Make its layers or the batch smaller."), need, have);
}

gboolean
nn_budget_check (const NnBudget *budget, gsize available, const NnNetwork *network, GError **error)
{
  if (budget->total <= available && budget->total < G_MAXSIZE)
    return TRUE;
  nn_budget_refuse (budget, available, network, error);
  return FALSE;
}
