#include "big-block.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

gpointer
nn_big_new (gsize bytes)
{
  const gsize room = MAX (nn_size_aligned (bytes), NN_BIG_ALIGN);
  gpointer block;

  if (room < bytes || room > G_MAXSSIZE)
    return NULL;
  if ((block = aligned_alloc (NN_BIG_ALIGN, room)) == NULL)
    return NULL;

  /* Written at once: the pages are there before the first step is timed, and what is available is said truly. */
  return memset (block, 0, room);
}

void
nn_big_free (gpointer block)
{
  free (block);
}

gsize
nn_memory_available (void)
{
  g_autofree char *text = NULL;
  const char *line;
  glong pages, page;

  if (g_file_get_contents ("/proc/meminfo", &text, NULL, NULL) && (line = strstr (text, "MemAvailable:")) != NULL)
    return nn_size_times (g_ascii_strtoull (line + strlen ("MemAvailable:"), NULL, 10), 1024);

#ifdef _SC_AVPHYS_PAGES
  pages = sysconf (_SC_AVPHYS_PAGES);
  page = sysconf (_SC_PAGESIZE);
  if (pages > 0 && page > 0)
    return nn_size_times (pages, page);
#endif
  return G_MAXSIZE;
}
