/**
 * NnTiming, NnEngines:
 *
 * Which engine is faster for a network: the processor and a graphics card each train a copy of it, from its beginning, and are timed. The
 * copies are made ready in a thread of their own (shaders are compiled, numbers brought to the card); the measuring itself is done bit by
 * bit by whoever asks, so that nothing else has to be computed meanwhile. The network that trains is not touched.
 *
 * Thread-safety: one thread at a time; what it came to (NnEngines) is immutable, with atomic references.
 */
#pragma once

#include "program.h"
#include "trainer.h"

G_BEGIN_DECLS

typedef enum
{
  NN_ENGINE_PROCESSOR,
  NN_ENGINE_CARD,
  NN_ENGINES,
} NnEngine;

/* A stretch of a step, in order. */
typedef struct
{
  guint layer;           /* 0: none */
  char *label;           /* "Dense 1"; NULL: of no layer */
  const char *what;      /* "linear": the operation; or translated what it is otherwise */
  gboolean computes;     /* it is an operation */
  gboolean backward;
  double seconds;
  double flops;          /* of this engine's part of the batch that was timed */
  guint kernels;         /* dispatches, on a card */
} NnTimedPart;

typedef struct
{
  char *name;            /* of the card; NULL: none could be tried */
  NnDeviceKind kind;
  char *trouble;         /* translated: why it was not timed; NULL: it was */
  double seconds;        /* of a step while nobody looks: the median; NaN where there is trouble */
  double profiled;       /* of the step whose parts are below, which is a little slower */
  GArray *parts;         /* NnTimedPart; empty where there is trouble */
  gsize memory;          /* bytes that training takes */
  guint threads;         /* of the processor */
  guint kernels;         /* dispatches of a step, on a card … */
  double start;          /* … and seconds that each costs whatever it computes */
} NnEngineTiming;

typedef struct
{
  NnEngineTiming engine[NN_ENGINES];
  guint batch;
  guint operations;      /* of a step, forward and back */
  double flops;          /* of all of them, for a batch */
} NnEngines;

NnEngines *nn_engines_ref   (NnEngines *engines);
void       nn_engines_unref (NnEngines *engines);

/* Which takes less time; NN_ENGINES: one was not timed, or neither is 5 % faster. times: so many times as fast. */
NnEngine   nn_engines_faster (const NnEngines *engines, double *times);

typedef struct _NnTiming NnTiming;

/* Copies what it needs. `which`: of the card, as nn_device_open() has it. (transfer full) */
NnTiming  *nn_timing_new  (const NnTrainer *trainer, const char *which);
void       nn_timing_free (NnTiming *timing);                 /* waits for its thread */
gboolean   nn_timing_is_ready (const NnTiming *timing);       /* its copies are; until then step() does nothing */
gboolean   nn_timing_step (NnTiming *timing);                 /* some milliseconds of measuring; FALSE: it is done */
NnEngines *nn_timing_result (NnTiming *timing);               /* (transfer full) when it is done */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTiming, nn_timing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnEngines, nn_engines_unref)

G_END_DECLS
