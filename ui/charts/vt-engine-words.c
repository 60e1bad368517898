#include "vt-engine-words.h"

#include <math.h>

#include "text.h"
#include "vt-text.h"

#define HUNDREDS 100.0

static guint
digits_of (double value)
{
  return value < 1.0 ? 3 : value < 10.0 ? 2 : value < HUNDREDS ? 1 : 0;
}

char *
vt_engine_time (double seconds)
{
  const gboolean small = seconds < 1e-3;
  const double value = small ? seconds * 1e6 : seconds * 1e3;
  g_autofree char *number = vt_number (value, digits_of (value));

  return g_strdup_printf (small ? _("%s µs") : _("%s ms"), number);
}

/* "2.8", "14" */
static char *
say_times (double times)
{
  return vt_number (times, times < 10.0 ? 1 : 0);
}

static char *
say_flops (double flops)
{
  const gboolean small = flops < 1e6;
  g_autofree char *number = vt_number_short (small ? flops / 1e3 : flops / 1e6);

  return g_strdup_printf (small ? _("%s thousand") : _("%s million"), number);
}

static gboolean
is_timed (const NnEngines *engines, NnEngine engine)
{
  return !isnan (engines->engine[engine].seconds);
}

char *
vt_engine_name (const NnEngines *engines, NnEngine engine)
{
  const NnEngineTiming *timing = &engines->engine[engine];

  if (engine == NN_ENGINE_PROCESSOR)
    return timing->threads > 1 ? g_strdup_printf (_("Processor, %u threads"), timing->threads) : g_strdup (_("Processor, one thread"));
  if (timing->name == NULL)
    return g_strdup (_("Graphics card"));
  return g_strdup_printf ("%s, %s", timing->name, nn_device_kind_title (timing->kind));
}

char *
vt_engine_costs (const NnEngines *engines, NnEngine engine)
{
  const NnEngineTiming *timing = &engines->engine[engine];
  g_autofree char *time = vt_engine_time (timing->seconds);
  g_autofree char *memory = g_format_size (timing->memory);

  return is_timed (engines, engine) ? g_strdup_printf (_("%s a step, %s of memory"), time, memory) : g_strdup (_("not timed"));
}

char *
vt_engine_verdict (const NnEngines *engines)
{
  const char *name = engines->engine[NN_ENGINE_CARD].name;
  g_autofree char *here = vt_engine_time (engines->engine[NN_ENGINE_PROCESSOR].seconds);
  g_autofree char *there = vt_engine_time (engines->engine[NN_ENGINE_CARD].seconds);
  g_autofree char *ratio = NULL;
  double times;
  NnEngine faster;

  if (!is_timed (engines, NN_ENGINE_PROCESSOR))
    return g_strdup (engines->engine[NN_ENGINE_PROCESSOR].trouble);
  if (!is_timed (engines, NN_ENGINE_CARD))
    return g_strdup_printf (_("Only the processor can train this network here: %s a step."), here);
  faster = nn_engines_faster (engines, &times);
  ratio = say_times (times);
  if (faster == NN_ENGINES)
    return g_strdup_printf (_("Both are about as fast for this network: %s and %s a step."), here, there);
  return faster == NN_ENGINE_PROCESSOR
           ? g_strdup_printf (_("The processor is %s times as fast for this network: %s a step; %s needs %s."), ratio, here, name, there)
           : g_strdup_printf (_("%s is %s times as fast for this network: %s a step; the processor needs %s."), name, ratio, there, here);
}

/* What starting the dispatches costs, against what the whole step costs the processor. */
static const char *
weigh (const NnEngines *engines, double starting)
{
  double times;
  const NnEngine faster = nn_engines_faster (engines, &times);

  if (engines->engine[NN_ENGINE_CARD].kind == NN_DEVICE_PROCESSOR)
    return _("And this device is software: the processor itself does its arithmetic, only with more ado.");
  if (starting > engines->engine[NN_ENGINE_PROCESSOR].seconds)
    return _("That alone is longer than the processor's whole step: this network is too small for a graphics card.");
  if (faster == NN_ENGINE_CARD)
    return _("That is little beside the arithmetic, which thousands of units share there: the larger layers and batches are, the more the card wins.");
  return _("The rest is arithmetic, of which there is too little at a time to keep all units of the card busy: larger layers or batches would change that.");
}

char *
vt_engine_reason (const NnEngines *engines)
{
  const NnEngineTiming *card = &engines->engine[NN_ENGINE_CARD];
  const double starting = card->start * card->kernels;
  g_autofree char *flops = say_flops (engines->flops);
  g_autofree char *each = NULL, *start = NULL, *all = NULL;

  if (!is_timed (engines, NN_ENGINE_CARD))
    return g_strdup (card->trouble);
  each = say_flops (engines->flops / MAX (card->kernels, 1));
  start = vt_engine_time (card->start);
  all = vt_engine_time (starting);
  return g_strdup_printf (
    _("A step of %u examples is %u operations with %s multiplications and additions. %s starts %u dispatches for it, one after the other, with %s of them each on average. Starting one costs %s, whatever it computes: %s a step. %s"),
    engines->batch, engines->operations, flops, card->name, card->kernels, each, start, all, weigh (engines, starting));
}

char *
vt_engine_part (const NnEngines *engines, NnEngine engine, guint i)
{
  const NnEngineTiming *timing = &engines->engine[engine];
  const NnTimedPart *part = &g_array_index (timing->parts, NnTimedPart, i);
  g_autofree char *time = vt_engine_time (part->seconds);
  g_autofree char *share = vt_percent (part->seconds / timing->profiled, 1);
  g_autofree char *who = NULL;

  if (!part->computes)
    who = g_strdup (part->what);
  else
    who = g_strdup_printf (_("%s, %s, %s"), part->label != NULL ? part->label : "–", part->what, part->backward ? _("back") : _("forward"));
  return g_strdup_printf (_("%s: %s, %s of the step"), who, time, share);
}
