// A window that slides over a picture, as engine/ops/window.h has it. Pairs are down and across, 16 bits each in a word.
ivec2
pair (uint word)
{
  return ivec2 (bitfieldExtract (int (word), 0, 16), bitfieldExtract (int (word), 16, 16));
}

// At which place dot d lies under tap k; FALSE: at none.
bool
place_of (int d, int k, int stride, int before, int dilation, int places, out int place)
{
  const int from = d + before - k * dilation;

  place = from / stride;
  return from >= 0 && from % stride == 0 && place < places;
}
