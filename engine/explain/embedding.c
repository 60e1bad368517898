/* Embedding: y[t] is the row of the table whose number stands at place t. */
#include "explanation.h"
#include "text.h"

static gsize
width_of (const NnWhyAt *at)
{
  return nn_graph_value (at->graph, at->node->in[1])->shape.dim[1];
}

/* Of a number in the result: where in the table it stands. */
static gsize
find_place (const NnWhyAt *at, gsize index)
{
  const gsize width = width_of (at);

  return (gsize) nn_why_in (at, 0)[index / width] * width + index % width;
}

static NnWhySource
table_source (const NnWhyAt *at, gsize place)
{
  return nn_why_weighed (at, (NnWhySource) { .name = N_("number in the table") }, 1, place);
}

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  NnWhyStep *table = nn_why_add_table (why, N_("looked up"));

  table->remark = N_("Nothing is calculated: the table's row for what came in is handed on.");
  nn_why_add_term (table, &(NnWhyTerm) {
                            .source = table_source (at, find_place (at, index)),
                            .x = { nn_why_out (at)[index] },
                            .stays = TRUE,
                          });
  nn_why_fold (table);
  table->result = nn_why_out (at)[index];
}

/* By a number of the table: what comes back to all places where its character stands. */
static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const gsize width = width_of (at), n = nn_why_size (at, 0);
  const float *dy = nn_why_slope_out (at), *token = nn_why_in (at, 0);
  NnWhyStep *table;

  if (operand != 1 || dy == NULL)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  table->remark = N_("Added up over all places where it stands.");
  table->heads[0] = N_("gradient there");
  table->result = 0;
  for (gsize t = 0; t < n; t++)
    if ((gsize) token[t] == index / width)
      {
        const gsize there = t * width + index % width;

        nn_why_add_term (table, &(NnWhyTerm) {
                                  .source = { .layer = at->node->seat, .index = there },
                                  .x = { dy[there] },
                                });
        table->result += dy[there];
      }
  if (table->terms->len == 0)
    {
      g_array_set_size (why->steps, why->steps->len - 1);
      nn_why_nothing (why, N_("gradient"), N_("What this row is for does not stand in this example: nothing was made of it."));
      return;
    }
  nn_why_fold (table);
}

static const char *const axes[] = { N_("character"), N_("number"), NULL };

const NnExplanation nn_explanation_embedding = { .op = "embedding", .axes = axes, .value = value, .slope = slope };
