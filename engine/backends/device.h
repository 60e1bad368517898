/**
 * NnDevice:
 *
 * A device beside the processor that trains: a graphics card through Vulkan. It has memory of its own, and is not called kernel
 * by kernel: a run of kernels is recorded once (NnRecording) and then handed over as often as it is wanted.
 *
 * Addresses of its memory are names only: operands and copies are told by them, and arithmetic within a block is right, but whoever
 * reads or writes through one is stopped. Between blocks and the host lie nn_device_write() and nn_device_read().
 *
 * Built without Vulkan, there are no devices, and every attempt to open one says so.
 *
 * Thread-safety: one thread at a time uses a device and its recordings; several devices, also of the same card, are independent.
 */
#pragma once

#include "op.h"

G_BEGIN_DECLS

typedef enum
{
  NN_DEVICE_DISCRETE,     /* in the order of preference */
  NN_DEVICE_INTEGRATED,
  NN_DEVICE_VIRTUAL,
  NN_DEVICE_PROCESSOR,    /* software: never chosen unless it is asked for */
  NN_DEVICE_KINDS,
} NnDeviceKind;

typedef struct
{
  char *name;             /* "NVIDIA H100 PCIe" */
  char *driver;           /* "NVIDIA 580.65": of the driver, with its version */
  NnDeviceKind kind;
  gsize memory;           /* bytes of its own memory, or of what it shares with the processor */
  gsize range;            /* bytes of the largest block that a kernel can be given */
  guint shared;           /* bytes that the invocations of a group share */
} NnDeviceInfo;

typedef struct _NnDevice NnDevice;

/* What the validation layer has to say, for tests. */
typedef void (*NnDeviceWatchFunc) (gpointer data, const char *message);

/* Every device there is, the best first, so that "1" is the second. NN_ERROR_DEVICE: there is none, and why. (transfer full) */
GPtrArray  *nn_device_list  (GError **error);   /* NnDeviceInfo */

/* The best that is no software (which: NULL or ""), "cpu": software, "1": by its place in the list, or a part of its name.
 * NN_ERROR_DEVICE. (transfer full) */
NnDevice   *nn_device_open  (const char *which, GError **error);
NnDevice   *nn_device_open_watched (const char *which, NnDeviceWatchFunc watch, gpointer data, GError **error);
NnDevice   *nn_device_ref   (NnDevice *device);
void        nn_device_unref (NnDevice *device);
const NnDeviceInfo *nn_device_info (const NnDevice *device);
const char *nn_device_kind_title (NnDeviceKind kind);   /* translated: "graphics card" */
gboolean    nn_device_is_lost (const NnDevice *device);   /* nothing works any more; another must be opened */
gboolean    nn_device_is_watched (const NnDevice *device);

/* For tests: from now on, after so many times more that it went well, as if the driver had failed. VITRINE_DEVICE_FAULT="time-out:5" says
 * the same of every device that is opened. */
typedef enum
{
  NN_FAULT_LOST,       /* "lost": handing work over, it has gone */
  NN_FAULT_TIME_OUT,   /* "time-out": waiting for it, no answer comes */
  NN_FAULT_MEMORY,     /* "memory": there is no block to be had */
  NN_FAULT_SHADER,     /* "shader": it does not take one that is new to it */
  NN_FAULT_TILE,       /* "tile": … nor one of the two larger tiles of products */
  NN_FAULTS,
} NnDeviceFault;

void        nn_device_fail_after (NnDevice *device, NnDeviceFault fault, guint more);
guint       nn_device_faults_met (const NnDevice *device);   /* how often it failed so */

/* A block of zeros. NN_ERROR_MEMORY, or NN_ERROR_DEVICE. */
gpointer    nn_device_memory_new  (NnDevice *device, gsize bytes, GError **error);
/* The same of the host's memory: *host is where it reads (to_read) or writes it, while the device is not at it. */
gpointer    nn_device_shared_new  (NnDevice *device, gsize bytes, gboolean to_read, gpointer *host, GError **error);
void        nn_device_memory_free (NnDevice *device, gpointer memory);   /* after what uses it has ended */
gsize       nn_device_memory_used (const NnDevice *device);              /* bytes of all its blocks */

/* Numbers that a piece of a block takes, so that what follows may be given to a kernel too. */
static inline gsize
nn_device_room (gsize n)
{
  return (n + 15) / 16 * 16;
}

/* After everything that was handed over before; they wait until it is done. NN_ERROR_DEVICE: it was lost. */
gboolean    nn_device_write (NnDevice *device, gpointer to, gconstpointer from, gsize bytes, GError **error);
gboolean    nn_device_read  (NnDevice *device, gpointer to, gconstpointer from, gsize bytes, GError **error);
gboolean    nn_device_wait  (NnDevice *device, GError **error);

/* What changes from one hand-over of a recording to the next; it lies in the device's memory, where kernels that draw random numbers
 * read it. Words, the low one first. */
typedef struct
{
  guint32 seed[2];
  guint32 step[2];
} NnStepState;

/**
 * NnRecording:
 *
 * Kernels of a back end that records, with their operands, in order. Between those that depend on each other by the bytes they
 * read and write lie barriers; whatever was handed over earlier is waited for.
 */
typedef struct _NnRecording NnRecording;

NnRecording *nn_recording_new  (NnDevice *device);                       /* (transfer full) to be put into NnRun.recording */
void         nn_recording_free (NnRecording *recording);                 /* after what was handed over has ended */
void         nn_recording_copy (NnRecording *recording, gpointer to, gconstpointer from, gsize bytes);
void         nn_recording_write (NnRecording *recording, gpointer to, gconstpointer from, gsize bytes);   /* from is the host's, read here and now */
gboolean     nn_recording_end  (NnRecording *recording, GError **error); /* NN_ERROR_DEVICE: what went wrong since it was made */
gboolean     nn_recording_run  (NnRecording *recording, guint times, GError **error);   /* hands it over; does not wait */
gpointer     nn_recording_state (NnRecording *recording);                /* NnStepState for the kernels recorded from now on; NULL at first */
void         nn_recording_set_state (NnRecording *recording, gpointer state);
NnDevice    *nn_recording_device (NnRecording *recording);               /* (transfer none) */
guint        nn_recording_n_kernels (const NnRecording *recording);
guint        nn_recording_n_barriers (const NnRecording *recording);

/* Places of a recording, in order: between two of them lies a stretch, of which one may ask how many kernels it has. One that is timed
 * (said before anything is recorded, with the most marks there will be) also says how long each stretch took on the device, after it was
 * waited for; its stretches wait for each other, so it is no faster for that. */
void         nn_recording_time (NnRecording *recording, guint most);
void         nn_recording_mark (NnRecording *recording);
guint        nn_recording_n_stretches (const NnRecording *recording);
guint        nn_recording_stretch_kernels (const NnRecording *recording, guint i);
gboolean     nn_recording_seconds (NnRecording *recording, double *seconds, GError **error);   /* [n_stretches] */

/* Seconds that a dispatch costs which does next to nothing but wait for the one before it, as measured now; below 0: NN_ERROR_DEVICE. */
double       nn_device_start_cost (NnDevice *device, GError **error);

void         nn_device_info_free (gpointer info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDevice, nn_device_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnRecording, nn_recording_free)

G_END_DECLS
