{{- define "podorder.labels" -}}
app.kubernetes.io/name: podorder
app.kubernetes.io/component: webhook
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{/* What selectors hold on to: it can never change, since a Deployment's selector cannot. */}}
{{- define "podorder.selector" -}}
app.kubernetes.io/name: podorder
app.kubernetes.io/component: webhook
{{- end }}

{{- define "podorder.image" -}}
{{- $image := .image -}}
{{- printf "%s/%s" .root.Values.images.registry $image.name -}}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ end -}}
{{- end }}

{{- define "podorder.gateImage" -}}
{{- include "podorder.image" (dict "root" . "image" .Values.images.gate) -}}
{{- end }}

{{/* Runs here, and not beside the cluster. */}}
{{- define "podorder.inCluster" -}}
{{- if not .Values.webhook.url }}true{{ end -}}
{{- end }}

{{- define "podorder.certManager" -}}
{{- if eq .Values.certificate.by "cert-manager" }}true{{ end -}}
{{- end }}
