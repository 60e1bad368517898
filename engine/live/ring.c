#include "ring.h"

#include <math.h>
#include <stdatomic.h>

/* Writer and reader each have a cache line of their own, so that neither slows the other down. */
#define CACHE_LINE 64

struct _NnRing
{
  /* Written by the reader. */
  _Alignas(CACHE_LINE) atomic_uint taken; /* points taken since the start; wraps */

  /* Written by the writer. */
  _Alignas(CACHE_LINE) atomic_uint given; /* points given since the start; wraps */
  NnPoint held;                           /* merged while there was no room */
  gboolean holds;

  guint room;
  NnPoint *point;
};

static double
mean (double a, guint n_a, double b, guint n_b)
{
  if (n_a == 0)
    return b;
  if (n_b == 0)
    return a;
  return (a * n_a + b * n_b) / ((double) n_a + n_b);
}

static NnExtent
extent_of (const NnPoint *point, gboolean merged, const NnExtent *extent, double value)
{
  return merged ? *extent : (NnExtent) { value, value, point->training.epoch };
}

NnExtent
nn_point_losses (const NnPoint *point)
{
  return extent_of (point, point->merged, &point->losses, point->training.loss);
}

NnExtent
nn_point_validation_losses (const NnPoint *point)
{
  return extent_of (point, point->merged_validations, &point->validation_losses, point->validation_loss);
}

NnExtent
nn_point_validation_accuracies (const NnPoint *point)
{
  return extent_of (point, point->merged_validations, &point->validation_accuracies, point->validation_accuracy);
}

/* fmin() and fmax() leave out what is no number. */
static NnExtent
join (NnExtent a, NnExtent b)
{
  return (NnExtent) {
    .low = fmin (a.low, b.low),
    .high = fmax (a.high, b.high),
    .low_epoch = b.low < a.low || isnan (a.low) ? b.low_epoch : a.low_epoch,
  };
}

static void
merge_losses (NnPoint *point, const NnPoint *next)
{
  if (next->training.examples == 0)
    return;
  if (point->training.examples == 0)
    point->losses = nn_point_losses (next);
  else
    point->losses = join (nn_point_losses (point), nn_point_losses (next));
  point->merged = TRUE;
}

/* The epoch of a point moves on as later steps are merged into it; that of its lowest validation does not. */
static void
merge_validations (NnPoint *point, const NnPoint *next)
{
  const NnExtent losses = nn_point_validation_losses (next), accuracies = nn_point_validation_accuracies (next);

  if (point->validated)
    {
      point->validation_losses = nn_point_validation_losses (point);
      point->validation_accuracies = nn_point_validation_accuracies (point);
    }
  if (next->validated)
    {
      point->validation_losses = point->validated ? join (point->validation_losses, losses) : losses;
      point->validation_accuracies = point->validated ? join (point->validation_accuracies, accuracies) : accuracies;
      point->validation_loss = next->validation_loss;
      point->validation_accuracy = next->validation_accuracy;
    }
  point->validated |= next->validated;
  point->merged_validations = point->validated;
}

void
nn_point_merge (NnPoint *point, const NnPoint *next)
{
  NnSample *into = &point->training;
  const NnSample *from = &next->training;

  /* Extremes first: they may be known from what is merged below. */
  merge_losses (point, next);
  merge_validations (point, next);

  into->loss = mean (into->loss, into->examples, from->loss, from->examples);
  into->accuracy = mean (into->accuracy, into->examples, from->accuracy, from->examples);
  into->examples += from->examples;
  for (guint i = 0; i < NN_N_TURNS; i++)
    {
      into->turn[i].loss = mean (into->turn[i].loss, into->turn[i].examples, from->turn[i].loss, from->turn[i].examples);
      into->turn[i].examples += from->turn[i].examples;
    }
  into->step = from->step;
  into->epoch = from->epoch;

  point->breaks |= next->breaks;
  point->rate = next->rate;
  point->examples_per_s = next->examples_per_s;
}

NnRing *
nn_ring_new (guint room)
{
  NnRing *ring;

  g_return_val_if_fail (room > 0 && (room & (room - 1)) == 0, NULL);

  ring = g_aligned_alloc0 (1, sizeof (NnRing), CACHE_LINE);
  ring->room = room;
  ring->point = g_new0 (NnPoint, room);
  return ring;
}

void
nn_ring_free (NnRing *ring)
{
  if (ring == NULL)
    return;
  g_free (ring->point);
  g_aligned_free (ring);
}

static gboolean
give (NnRing *ring, const NnPoint *point)
{
  const guint given = atomic_load_explicit (&ring->given, memory_order_relaxed);

  /* Acquire: the reader must have copied a slot before it is written again. */
  if (given - atomic_load_explicit (&ring->taken, memory_order_acquire) == ring->room)
    return FALSE;

  ring->point[given & (ring->room - 1)] = *point;
  /* Release: the reader must see the slot filled. */
  atomic_store_explicit (&ring->given, given + 1, memory_order_release);
  return TRUE;
}

gboolean
nn_ring_flush (NnRing *ring)
{
  if (ring->holds && give (ring, &ring->held))
    ring->holds = FALSE;
  return !ring->holds;
}

void
nn_ring_push (NnRing *ring, const NnPoint *point)
{
  if (nn_ring_flush (ring) && give (ring, point))
    return;

  /* A Reset makes what is still held back worthless: nobody draws the run before. */
  if (ring->holds && ring->held.run == point->run)
    nn_point_merge (&ring->held, point);
  else
    ring->held = *point;
  ring->holds = TRUE;
}

guint
nn_ring_pop (NnRing *ring, NnPoint *points, guint room)
{
  const guint taken = atomic_load_explicit (&ring->taken, memory_order_relaxed);
  /* Acquire: see the slots as they were filled. Read once: the writer goes on meanwhile. */
  const guint given = atomic_load_explicit (&ring->given, memory_order_acquire);
  const guint n = MIN (given - taken, room);

  for (guint i = 0; i < n; i++)
    points[i] = ring->point[(taken + i) & (ring->room - 1)];

  /* Release: only now may the writer use the slots again. */
  atomic_store_explicit (&ring->taken, taken + n, memory_order_release);
  return n;
}
