/* Data and sites to ask a kind about, for its tests. */
#pragma once

#include "kind.h"

NnDataInfo *make_points (guint n_classes);                     /* (transfer full) two numbers in, a class out */
NnDataInfo *make_curve (guint n_numbers);                      /* (transfer full) one number in, some out */
NnDataInfo *make_pictures (gint64 side, guint n_classes);      /* (transfer full) grey pictures in */

/* A layer fed by another with the shape `in` (ignored by kinds without wires in). */
typedef struct
{
  NnLayer *layer, *feeder;
  NnShape in;
  const char *from;
  const NnLayer *feeders[1];
  NnSite site;
} Place;

void place_begin (Place *place, const char *kind, const char *feeder, const NnDataInfo *data, NnShape in);
void place_clear (Place *place);
