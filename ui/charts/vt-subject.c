#include "vt-subject.h"

#include "check.h"

/* The graph says for certain how the output encodes classes: asking it cannot disagree with what is trained. */
static void
ask_graph (VtSubject *subject, VtSession *session)
{
  g_autoptr (NnGraph) graph = NULL;
  const NnGraphOutput *output;

  if (!vt_session_report (session)->runs)
    return;
  graph = nn_network_lower (vt_session_network (session), vt_session_info (session), NULL);
  if (graph == NULL || nn_graph_n_outputs (graph) == 0)
    return;
  output = nn_graph_answer (graph);
  subject->encoding = subject->info->judged ? NN_ENCODE_BINARY : output->encoding;   /* a share: 1 is real */
  subject->size = (guint) nn_shape_size (&nn_graph_value (graph, output->prediction)->shape);
  subject->runs = subject->size > 0;
}

/* A network that gives back what it was given makes new examples too where it draws what stands in its middle. */
static gboolean
draws_lists (const NnNetwork *network)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (g_str_equal (nn_network_layer_at (network, i)->kind->id, "sampling"))
      return TRUE;
  return FALSE;
}

NnDataInfo *
vt_subject_describe (VtSession *session, guint *target)
{
  const NnNetwork *network = vt_session_network (session);
  NnDataInfo *info = (NnDataInfo *) vt_session_info (session);
  g_autoptr (NnDataInfo) answers = NULL;
  const guint asked = info != NULL ? nn_network_asked (network, info) : 0;

  if (target != NULL)
    *target = asked;
  if (info == NULL)
    return NULL;
  answers = nn_regime_answers (nn_regime_at (nn_settings_get (nn_network_recipe (network), "regime")), info);
  if (answers->gives_back)
    answers->makes = draws_lists (network);
  return nn_data_info_asking (answers, asked);
}

VtSubject *
vt_subject_new (VtSession *session)
{
  VtSubject *subject = g_new0 (VtSubject, 1);
  const NnNetwork *network = vt_session_network (session);
  NnDataset *dataset = vt_session_dataset (session);

  subject->given = g_array_new (FALSE, FALSE, sizeof (float));
  subject->info = vt_subject_describe (session, &subject->target);
  if (dataset != NULL)
    {
      subject->dataset = nn_dataset_ref (dataset);
      subject->split = nn_dataset_split (dataset, nn_settings_get (nn_network_recipe (network), "validation"),
                                         nn_network_seed (network));
    }
  ask_graph (subject, session);
  return subject;
}

void
vt_subject_free (VtSubject *subject)
{
  if (subject == NULL)
    return;
  g_clear_pointer (&subject->dataset, nn_dataset_unref);
  g_clear_pointer (&subject->info, nn_data_info_unref);
  nn_split_free (subject->split);
  g_clear_pointer (&subject->given, g_array_unref);
  g_free (subject);
}

gboolean
vt_subject_validates (const VtSubject *subject)
{
  return subject->split != NULL && subject->split->n_validation > 0;
}

const guint32 *
vt_subject_examples (const VtSubject *subject, guint32 *n)
{
  const gboolean validates = vt_subject_validates (subject);

  *n = 0;
  if (subject->split == NULL)
    return NULL;
  *n = validates ? subject->split->n_validation : subject->split->n_train;
  return validates ? subject->split->validation : subject->split->train;
}

guint
vt_subject_n_classes (const VtSubject *subject)
{
  return subject->info != NULL && nn_data_info_has_classes (subject->info) ? nn_first_target (subject->info)->n_parts : 0;
}

const char *
vt_subject_class_name (const VtSubject *subject, guint i)
{
  return i < vt_subject_n_classes (subject) ? nn_first_target (subject->info)->parts[i] : "?";
}

guint
vt_subject_inputs (const VtSubject *subject)
{
  return subject->info != NULL && subject->info->n_inputs == 1 ? (guint) nn_data_info_input_size (subject->info) : 0;
}

const float *
vt_subject_truth (const VtSubject *subject, guint32 example)
{
  if (!subject->info->gives_back)
    return nn_dataset_target_field (subject->dataset, example, subject->target, 0);
  g_array_set_size (subject->given, (guint) nn_data_info_input_size (nn_dataset_info (subject->dataset)));
  nn_dataset_input (subject->dataset, example, (float *) (gpointer) subject->given->data);
  return (const float *) (gpointer) subject->given->data;
}

guint
vt_subject_class (const VtSubject *subject, guint32 example)
{
  return (guint) *vt_subject_truth (subject, example);
}
