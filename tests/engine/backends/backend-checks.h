/* A back end against the plain double-precision kernels, over the table of cases (op-case.h) and many more sizes. An operation
 * that the back end has no kernel for is left out. */
#pragma once

#include "backend.h"
#include "op-case.h"

typedef struct
{
  const NnBackend *backend;
  const OpCarrier *carrier;   /* NULL: its kernels are called */
  gboolean sparse;            /* only some of the many sizes: each costs much there */
} OpPlace;

void op_checks_add (const OpPlace *place);   /* a test for each check; the place must stay */
