#include "vt-export.h"

#include <string.h>

#include "file.h"
#include "source.h"
#include "text.h"
#include "vt-figure.h"

static gboolean
write_json (const VtExport *row, const VtExported *what, const char *path, GError **error)
{
  char *json = nn_network_to_json (what->document->network);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  return nn_file_write (path, bytes, error);
}

/* The weights alone, "layer.parameter" as every reader of safetensors finds them; what resuming needs stays behind. */
static gboolean
write_safetensors (const VtExport *row, const VtExported *what, const char *path, GError **error)
{
  g_autoptr (NnTensors) weights = nn_tensors_new ();
  g_autoptr (GHashTable) metadata = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < nn_tensors_n (what->document->weights); i++)
    {
      const NnTensor *tensor = nn_tensors_at (what->document->weights, i);

      if (!nn_tensor_is_state (tensor->name))
        memcpy (nn_tensors_add (weights, tensor->name, &tensor->shape), tensor->data,
                nn_shape_size (&tensor->shape) * sizeof (float));
    }
  if (nn_tensors_n (weights) == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("%s has no weights yet: train it first."), what->from);
      return FALSE;
    }
  g_hash_table_insert (metadata, (gpointer) "format", (gpointer) "pt");
  bytes = nn_safetensors_write (weights, metadata);
  return nn_file_write (path, bytes, error);
}

/* As the sheet shows it; without numbers where the network does not run. */
static gboolean
write_figure (const VtExport *row, const VtExported *what, const char *path, GError **error)
{
  const NnNetwork *network = what->document->network;
  g_autoptr (NnDataInfo) data = nn_data_describe (nn_network_data (network), NULL);
  g_autoptr (NnReport) report = nn_check (network, data);

  return vt_figure_export (network, report, what->trainer, what->example, row->id, path, error);
}

static const VtExport rows[] = {
  { "svg", N_("Picture, SVG"), N_("Sharp at every size: for worksheets and posters"), TRUE, write_figure },
  { "png", N_("Picture, PNG"), N_("For slides and web pages"), TRUE, write_figure },
  { "pdf", N_("Picture, PDF"), N_("For printing"), TRUE, write_figure },
  { "json", N_("Network, JSON"), N_("Layers and settings without weights, as text"), FALSE, write_json },
  { "safetensors", N_("Weights, safetensors"), N_("The numbers it has learnt, for other programs"), FALSE, write_safetensors },
};

const VtExport *
vt_exports (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}
