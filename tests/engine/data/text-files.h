/* Texts as files, to be read as data sets. */
#pragma once

#include "source.h"

char      *text_file_new  (const char *ending, const char *text);   /* (transfer full) its path */
NnDataset *text_file_load (const char *ending, const char *text, const char *knobs, GError **error);   /* (transfer full) knobs: "?most=2" */
