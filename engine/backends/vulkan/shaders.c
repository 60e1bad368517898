#include "shaders.h"

#include "nn-shader-words.inc"

const NnShaderWords *
nn_shader_words (NnShader shader)
{
  return &shader_rows[shader];
}
