#include "cli-run.h"

#include <string.h>

CliResult
cli_run_array (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  CliResult result = { 0 };

  g_assert_nonnull (g_getenv ("VITRINE_CLI"));
  g_ptr_array_add (argv, (gpointer) g_getenv ("VITRINE_CLI"));
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &result.out, &result.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  result.status = g_subprocess_get_exit_status (process);
  return result;
}

static GPtrArray *
collect (const char *first, va_list args)
{
  GPtrArray *arguments = g_ptr_array_new ();

  for (const char *argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  g_ptr_array_add (arguments, NULL);
  return arguments;
}

CliResult
cli_run (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  va_list args;

  va_start (args, first);
  arguments = collect (first, args);
  va_end (args);
  return cli_run_array ((const char *const *) arguments->pdata);
}

char *
cli_output (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  g_auto (CliResult) result = { 0 };
  va_list args;

  va_start (args, first);
  arguments = collect (first, args);
  va_end (args);
  result = cli_run_array ((const char *const *) arguments->pdata);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.status, ==, 0);
  return g_steal_pointer (&result.out);
}

void
cli_clear (CliResult *result)
{
  g_clear_pointer (&result->out, g_free);
  g_clear_pointer (&result->err, g_free);
}

void
cli_assert_fails (const CliResult *result, int status, const char *words)
{
  const char *end = strchr (result->err, '\n');

  g_assert_cmpint (result->status, ==, status);
  g_assert_true (g_str_has_prefix (result->err, "vitrine-cli: "));
  g_assert_nonnull (end);
  g_assert_cmpstr (end, ==, "\n");
  if (strstr (result->err, words) == NULL)
    g_error ("“%s” does not say “%s”", result->err, words);
}

GPtrArray *
cli_parse_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (lines[i], &error);

      g_assert_no_error (error);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
      g_ptr_array_add (objects, json_node_dup_object (node));
    }
  return objects;
}
