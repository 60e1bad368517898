/**
 * VtPlaces:
 *
 * The examples of a data set as places: x and y of each, its class or its value, and whether it only validates. The range covers
 * them all. A copy of what is drawn, made when the data changes. No GTK.
 */
#pragma once

#include "vt-subject.h"

G_BEGIN_DECLS

#define VT_PLACES_MAX 4000   /* more are not drawn: they would only cover one another */

typedef struct
{
  float x, y;
  guint32 example;         /* index in the data set */
  guint32 class;           /* 0 where there are none */
  float value;             /* the target's first number */
  gboolean validates;
} VtPlace;

typedef struct
{
  GArray *list;            /* VtPlace; training examples first */
  double x0, x1, y0, y1;   /* the range of the inputs; for inputs of one number y is the range of targets, two classes being −1 and 1 */
} VtPlaces;

/* (transfer full) inputs of one or two numbers; empty without data. validation: those that only validate too */
VtPlaces      *vt_places_new  (const VtSubject *subject, gboolean validation);
void           vt_places_free (VtPlaces *places);
const VtPlace *vt_places_find (const VtPlaces *places, guint32 example);   /* NULL: not among them */
/* The place nearest to x, y, measured in shares of the ranges; its distance in the same measure. NULL: there is none. */
const VtPlace *vt_places_nearest (const VtPlaces *places, double x, double y, double *distance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPlaces, vt_places_free)

G_END_DECLS
