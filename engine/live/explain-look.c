/* Answers to questions: how a number was made, and what comes of it. */
#include "runner.h"

#include "explain.h"

void
nn_runner_explain (NnRunner *runner, NnFrame *frame)
{
  nn_why_restart (&frame->why);
  nn_why_restart (&frame->nudge);
  for (guint i = 0; i < runner->items->len && runner->trainer != NULL; i++)
    {
      const NnLookItem *item = &g_array_index (runner->items, NnLookItem, i);
      const NnQuestion question = { item->about, item->layer, item->role, item->index };

      if (item->at == NN_LOOK_WHY)
        nn_explain (runner->trainer, &question, runner->example, (const float *) runner->input->data,
                    item->about == NN_WHY_NUDGE ? &frame->nudge : &frame->why);
    }
}
