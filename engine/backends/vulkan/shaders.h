/* The shaders by name, NN_SHADER_GEMM…, as shaders/meson.build lists them. */
#pragma once

#include <glib.h>

typedef enum
{
#include "nn-shader-names.inc"
  NN_N_SHADERS,
} NnShader;

typedef struct
{
  const char *name;       /* "gemm": of shaders/gemm.comp */
  const guint32 *words;   /* SPIR-V */
  gsize bytes;
} NnShaderWords;

const NnShaderWords *nn_shader_words (NnShader shader);
