/* Volk finds the loader when the program runs, so that it starts on machines that have none. */
#define VOLK_IMPLEMENTATION
#include <volk.h>
