{{/* Prefix of the names of resources; short, so that a job's name with its hash still fits in 63 characters. */}}
{{- define "pgb.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 30 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The enabled components, each as the defaults with its own settings over them. */}}
{{- define "pgb.components" -}}
{{- $components := dict -}}
{{- range $name, $own := .Values.components -}}
{{- if $own.enabled -}}
{{- $component := mustMergeOverwrite (mustDeepCopy $.Values.defaults) (mustDeepCopy $own) -}}
{{- $scaling := $component.autoscaling -}}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) -}}
{{- fail (printf "components.%s: autoscaling.minReplicas is more than maxReplicas" $name) -}}
{{- end -}}
{{- if and (eq $scaling.kind "keda") (not $scaling.queues) -}}
{{- fail (printf "components.%s: autoscaling.kind keda needs queues" $name) -}}
{{- end -}}
{{- $_ := set $components $name $component -}}
{{- end -}}
{{- end -}}
{{- toYaml $components -}}
{{- end -}}

{{/* Labels that select the pods of a component: (dict "root" $ "name" <component>). */}}
{{- define "pgb.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "pgb.labels" -}}
{{ include "pgb.selector" . }}
app.kubernetes.io/part-of: pgb
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "pgb.image" -}}
{{- $image := .Values.image -}}
{{- $repository := ternary (printf "%s/%s" $image.registry $image.repository) $image.repository (ne $image.registry "") -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* A container: the restricted Pod Security Standard, with a root that cannot be written to. */}}
{{- define "pgb.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "pgb.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "pgb.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* An environment variable from a secret: (dict "env" NAME "ref" {name, key}). */}}
{{- define "pgb.secretEnv" -}}
- name: {{ .env }}
  valueFrom:
    secretKeyRef:
      name: {{ .ref.name }}
      key: {{ .ref.key }}
{{- end -}}

{{/* Whether any certificate authority is to be mounted: "true" or "". */}}
{{- define "pgb.hasCa" -}}
{{- if or (ne .Values.databaseCa.kind "none") (ne .Values.brokerCa.kind "none") }}true{{ end -}}
{{- end -}}

{{/* A source of the projected volume with authorities: (dict "ca" <values> "file" <name>). */}}
{{- define "pgb.caSource" -}}
{{- if ne .ca.kind "none" }}
- {{ .ca.kind }}:
    name: {{ .ca.name }}
    items:
      - key: {{ .ca.key }}
        path: {{ .file }}
{{- end }}
{{- end -}}

{{- define "pgb.caVolume" -}}
{{- if include "pgb.hasCa" . }}
- name: ca
  projected:
    sources:
      {{- with include "pgb.caSource" (dict "ca" .Values.databaseCa "file" "database.crt") }}
      {{- trim . | nindent 6 }}
      {{- end }}
      {{- with include "pgb.caSource" (dict "ca" .Values.brokerCa "file" "broker.crt") }}
      {{- trim . | nindent 6 }}
      {{- end }}
{{- end }}
{{- end -}}

{{- define "pgb.caMount" -}}
{{- if include "pgb.hasCa" . }}
- name: ca
  mountPath: /etc/pgb/ca
  readOnly: true
{{- end }}
{{- end -}}

{{/* Every setting of a component that is no secret: (dict "root" $ "component" <merged>). */}}
{{- define "pgb.settings" -}}
{{- $values := .root.Values -}}
HTTP_ADDR: "0.0.0.0:8080"
MANAGEMENT_ADDR: "0.0.0.0:9090"
OIN: {{ $values.oin | quote }}
RUST_LOG: {{ $values.rustLog | quote }}
TOKEN_ISSUER: {{ $values.token.issuer | quote }}
{{- if $values.token.jwksUrl }}
TOKEN_JWKS: {{ $values.token.jwksUrl | quote }}
{{- else }}
TOKEN_JWKS: {{ printf "/etc/pgb/jwks/%s" $values.token.jwksConfigMap.key | quote }}
{{- end }}
{{- if $values.token.developmentJwksConfigMap.name }}
DEVELOPMENT_JWKS: {{ printf "/etc/pgb/development-jwks/%s" $values.token.developmentJwksConfigMap.key | quote }}
{{- end }}
{{- if .component.secrets.sealingKey }}
SEALING_KEY_FILE: {{ printf "/etc/pgb/sealing/%s" .component.secrets.sealingKey.key | quote }}
{{- end }}
{{- if ne $values.databaseCa.kind "none" }}
DATABASE_CA_FILE: /etc/pgb/ca/database.crt
{{- end }}
{{- if ne $values.brokerCa.kind "none" }}
AMQP_CA_FILE: /etc/pgb/ca/broker.crt
{{- end }}
{{- with $values.telemetry.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- range $key, $value := .component.env }}
{{ $key }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/*
A job that runs before an install or upgrade, the rest of the spec below its metadata. Its name carries a hash of all it
does: where hooks are plain objects (kustomize), applying again never meets a field that may not change.
(dict "root" $ "name" <component> "spec" <YAML of the pod's spec> "weight" "0" "deadline" 600)
*/}}
{{- define "pgb.hookJob" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ printf "%s-%s-%s" (include "pgb.fullname" .root) .name (.spec | sha256sum | trunc 10) }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "pgb.labels" . | nindent 4 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: {{ .weight | quote }}
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: 2
  activeDeadlineSeconds: {{ .deadline }}
  template:
    metadata:
      labels:
        {{- include "pgb.labels" . | nindent 8 }}
    spec:
      {{- .spec | nindent 6 }}
{{- end -}}
