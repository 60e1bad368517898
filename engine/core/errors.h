/* The one error domain of the engine. Every message is a sentence for a student: what is wrong, where, what to do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_ERROR (nn_error_quark ())

typedef enum
{
  NN_ERROR_ARGUMENT, /* a setting or a name that does not exist or is out of range */
  NN_ERROR_FORMAT,   /* bytes that are not what they claim to be */
  NN_ERROR_NEWER,    /* a file written by a newer version */
  NN_ERROR_NETWORK,  /* a network that cannot run: its issues say why */
  NN_ERROR_DATA,     /* data that does not exist or does not fit the network */
  NN_ERROR_MEMORY,   /* more memory than there is */
  NN_ERROR_DEVICE,   /* a back end that is missing or failed */
} NnError;

GQuark nn_error_quark (void);

G_END_DECLS
