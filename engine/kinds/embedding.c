#include "site.h"

static const NnParam params[] = {
  {
    .id = "width",
    .title = N_("Numbers"),
    .blurb = N_("How many numbers stand for each character, or for each of the things that arrive."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 4096,
    .initial = 32,
    .step = 1,
  },
  {
    .id = "initialiser",
    .title = N_("Starting weights"),
    .blurb = N_("How the weights are drawn before training begins."),
    .type = NN_PARAM_CHOICE,
    .choices = nn_initialiser_choices,
    .initial = 4,   /* normal */
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

static const NnField *
arriving_tokens (const NnSite *site)
{
  return site->tokens != NULL && site->in[0].rank == 1 ? site->tokens[0] : NULL;
}

/* A row for each character of a text; of a single thing just its row, as a list. */
static NnShape
find_result (const NnSite *site)
{
  const gint64 width = nn_settings_int (site->layer->settings, "width");

  return nn_field_is_class (arriving_tokens (site)) ? NN_SHAPE (width) : NN_SHAPE (site->in[0].dim[0], width);
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  g_autofree char *found = NULL;

  if (arriving_tokens (site) != NULL)
    {
      *out = find_result (site);
      return TRUE;
    }
  found = nn_shape_in_words (&site->in[0]);
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs text, or names."), site->layer->label),
                g_strdup_printf (_ ("%s hands over %s. Embedding looks characters or names up in a table, so it stands right after "
                                    "an Input that brings some."),
                                 site->from[0], found));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_USE_DATA,
                     .param = "builtin:stories",
                     .label = g_strdup (_ ("Use Stories")),
                   });
  return FALSE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const gint64 words = arriving_tokens (site)->n_parts, width = nn_settings_int (settings, "width");
  const NnValue table = nn_graph_weight (graph, "weight", &NN_SHAPE (words, width),
                                         nn_settings_choice (settings, "initialiser"), words, width);

  const NnShape shape = find_result (site);
  const NnValue rows = nn_graph_op (graph, "embedding", NULL, (NnValue[]) { in[0], table }, 2);

  return nn_shape_equal (&nn_graph_value (graph, rows)->shape, &shape) ? rows : nn_graph_view (graph, rows, &shape);
}

const NnKind nn_kind_embedding = {
  .id = "embedding",
  .title = N_("Embedding"),
  .blurb = N_("Gives every character of a text, or every person, film or word, a list of numbers, which training finds."),
  .explained = N_("A network calculates with numbers, and a character is none: its place in the alphabet says nothing about "
                  "it. Embedding keeps a table with a row of numbers for every character of the vocabulary, and hands on "
                  "the rows of those that arrive, one after the other.\n\n"
                  "The rows are weights like all others. Characters that are used alike end up with rows alike: vowels "
                  "near vowels, capitals near capitals. Put it right after an Input that brings text; behind it come "
                  "recurrent layers, or Positions and Attention.\n\n"
                  "What comes in can also be one of many things that have names: a person, a film. Then each has a row, and "
                  "Embedding hands on a single list."),
  .icon = "vt-embedding-symbolic",
  .view = "strip",
  .family = NN_FAMILY_SEQUENCE,
  .min_in = 1,
  .max_in = 1,
  .reads_tokens = TRUE,
  .params = params,
  .infer = infer,
  .lower = lower,
};
