/**
 * Ratings:
 *
 * Who rated what, and how high: the data of a recommender. Two inputs, each one of the things named, and two targets: the rating,
 * and whether it is higher than the middle of its scale.
 *
 * Thread-safety: any thread.
 */
#pragma once

#include "dataset.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title, *noun;       /* translated */
  gsize n;
  const char *who, *what;         /* the names of the inputs: "person", "film" */
  char **whos, **whats;           /* taken: the names of those who rated and of what they rated, two or more of each */
  double low, high;               /* of the scale */
} NnRatings;

NnDataInfo *nn_ratings_info (const NnRatings *ratings);   /* (transfer full) */
void        nn_ratings_put  (NnDataset *dataset, gsize i, guint who, guint what, double rating);

G_END_DECLS
