/* Data and sites to ask a kind about, for its tests. */
#pragma once

#include "kind.h"

NnDataInfo *make_points (guint n_classes);                     /* (transfer full) two numbers in, a class out */
NnDataInfo *make_curve (guint n_numbers);                      /* (transfer full) one number in, some out */
NnDataInfo *make_pictures (gint64 side, guint n_classes);      /* (transfer full) grey pictures in */
NnDataInfo *make_text (gint64 context, guint n_tokens);         /* (transfer full) a text that continues */

#define PLACE_WIRES 10   /* as many as any kind needs at least */

/* A layer fed by another with the shape `in`, over as many wires as it needs at least. */
typedef struct
{
  NnLayer *layer, *feeder;
  NnShape in;
  NnShape ins[PLACE_WIRES];
  const char *from[PLACE_WIRES];
  const NnLayer *feeders[PLACE_WIRES];
  const NnField *tokens[PLACE_WIRES];
  NnSite site;
} Place;

void place_begin (Place *place, const char *kind, const char *feeder, const NnDataInfo *data, NnShape in);
void place_clear (Place *place);
