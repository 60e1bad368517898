/**
 * VtInputs:
 *
 * What `predict` is to predict, from its arguments, by one rule: an argument that names a file is a picture, in its place among several inputs; "#12" is example 12
 * of the data set; a whole number alone is one too, unless the network takes just one number; all other arguments are
 * numbers, split at commas and spaces, as many as the network takes, or several times as many; where it takes one of many things,
 * an argument is the name of one. Where texts are translated all but examples are texts.
 */
#pragma once

#include "dataset.h"
#include "errors.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;        /* as the user said it */
  gint64 example;    /* its index in the data set; −1: not from there */
  float *numbers;    /* input size: all fields */
} VtInput;

/* (transfer full) array of VtInput, in the arguments' order. NN_ERROR_ARGUMENT, or what a picture says. */
GArray *vt_inputs_read (const NnDataset *dataset, char *const *arguments, guint n, GError **error);

G_END_DECLS
