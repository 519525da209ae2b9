{{/* With a certificate of its own, policies or other people's pull secrets the server talks to the API; else nobody gives it a token. */}}
{{- define "podorder.asksTheAPI" -}}
{{- if or (not (include "podorder.certManager" .)) .Values.policies.enabled .Values.registry.pullSecrets }}true{{ end -}}
{{- end }}

{{- define "podorder.args" -}}
- --port=8443
{{- if include "podorder.certManager" . }}
- --tls-cert=/tls/tls.crt
- --tls-key=/tls/tls.key
{{- else }}
- --tls-secret=podorder-webhook-ca
- --tls-dns-name=podorder-webhook.{{ .Release.Namespace }}.svc
{{- end }}
{{- if or .Values.policies.enabled (not (include "podorder.certManager" .)) }}
- --webhook-configuration=podorder
{{- end }}
{{- if .Values.policies.enabled }}
- --policies
- --policy-failure-policy={{ .Values.policies.failurePolicy }}
{{- with .Values.policies.namespaceSelector }}
- --policy-namespace-selector={{ . }}
{{- end }}
{{- end }}
- --gate-image={{ include "podorder.gateImage" . }}
{{- with .Values.gate.pullPolicy }}
- --gate-image-pull-policy={{ . }}
{{- end }}
{{- with .Values.gate.pullSecret }}
- --gate-image-pull-secret={{ . }}
{{- end }}
{{- if .Values.registry.pullSecrets }}
- --registry-pull-secrets
{{- end }}
- --metrics-port={{ .Values.metrics.port }}
- --log-level={{ .Values.logLevel }}
{{- range .Values.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end }}
