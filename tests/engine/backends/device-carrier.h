/* Runs kernels that record: brings the operands of a trial to a device, hands the recording over, and brings everything back. Between
 * the operands lie guards. */
#pragma once

#include "device.h"
#include "op-case.h"

typedef struct
{
  OpCarrier carrier;
  NnDevice *device;      /* owned */
  gpointer memory;       /* of the device: an NnStepState, then the operands */
  char *image;           /* what is in it, as the host has it */
} DeviceCarrier;

gboolean device_carrier_init  (DeviceCarrier *self, const char *which, GError **error);   /* the validation layer's every message is a failure */
void     device_carrier_clear (DeviceCarrier *self);
const OpCarrier *device_carrier (DeviceCarrier *self);
