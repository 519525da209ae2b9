# Applies a JSON Patch (RFC 6902) as the API server does: jq --argjson patch '[…]' -f apply-patch.jq

# The path that a JSON pointer names in the input: an index where the parent is an array, "-" being the one behind its end.
def path($pointer):
    . as $document
    | reduce ($pointer | split("/")[1:][] | gsub("~1"; "/") | gsub("~0"; "~")) as $token ([];
        . as $parent
        | ($document | getpath($parent)) as $value
        | $parent + [if $value | type != "array" then $token elif $token == "-" then $value | length else $token | tonumber end]);

def insert($path; $value):
    if $path | last | type == "number"
    then setpath($path[:-1]; getpath($path[:-1]) | .[:$path[-1]] + [$value] + .[$path[-1]:])
    else setpath($path; $value)
    end;

reduce $patch[] as $operation (.;
    path($operation.path) as $path
    | if $operation.op == "add" then insert($path; $operation.value)
      elif $operation.op == "replace" then setpath($path; $operation.value)
      elif $operation.op == "remove" then delpaths([$path])
      elif getpath($path) == $operation.value then .
      else error("the test of \($operation.path) fails")
      end)
