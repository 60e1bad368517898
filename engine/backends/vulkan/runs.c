#include "runs.h"

void
nn_record_runs (const NnRun *run, const NnRuns *r)
{
  const gsize n = r->runs * (r->fill ? r->to_all : r->width);

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_SLICE,
    .constant = { r->fill },
    .buffer = { NN_READS (r->from, r->runs * r->from_all), NN_WRITES (r->to, r->runs * r->to_all) },
    .word = { { n }, { r->width }, { r->from_all }, { r->from_first }, { r->to_all }, { r->to_first } },
  }, n);
}
