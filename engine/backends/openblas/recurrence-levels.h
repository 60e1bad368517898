/* The forward kernel of a recurrent operation for each width of vectors: include with GATES and cell () defined. */
#define WIDE (NN_RECURRENCE_TALL / GATES)   /* blocks side by side, where there is one row */

#define V V4
#define TALL 2
#include "recurrence-tile.h"
#define V V8
#define TALL 2
#include "recurrence-tile.h"
#define V V16
#define TALL 5
#include "recurrence-tile.h"

static NN_KERNEL_512 void
forward_512 (const NnStep *step, const NnRun *run)
{
  forward_V16 (step, run);
}

static NN_KERNEL_256 void
forward_256 (const NnStep *step, const NnRun *run)
{
  forward_V8 (step, run);
}

static void
forward_128 (const NnStep *step, const NnRun *run)
{
  forward_V4 (step, run);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    forward_512 (step, run);
  else if (bits == 256)
    forward_256 (step, run);
  else
    forward_128 (step, run);
}
